# Checkpoints: kept by object lock in compliance mode. Until its time is over an object can be removed or changed by nobody, the root of the
# account included. That is the point of it (docs/audit.md).
resource "aws_s3_bucket" "checkpoints" {
  bucket              = var.role == "primary" ? "${local.name}-checkpoints-${local.account}" : "${local.name}-checkpoints-other-${local.account}"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "checkpoints" {
  bucket = aws_s3_bucket.checkpoints.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "checkpoints" {
  bucket = aws_s3_bucket.checkpoints.id

  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = var.checkpoint_retention_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.checkpoints]
}

# With S3's own key: a checkpoint is no secret, and a key of ours that is deleted would take it away.
resource "aws_s3_bucket_server_side_encryption_configuration" "checkpoints" {
  bucket = aws_s3_bucket.checkpoints.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "checkpoints" {
  bucket                  = aws_s3_bucket.checkpoints.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "checkpoints" {
  bucket = aws_s3_bucket.checkpoints.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OverTlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.checkpoints.arn, "${aws_s3_bucket.checkpoints.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket_replication_configuration" "checkpoints" {
  count  = var.checkpoint_copy_bucket_arn == "" ? 0 : 1
  bucket = aws_s3_bucket.checkpoints.id
  role   = aws_iam_role.replication[0].arn

  rule {
    id     = "to-the-other-region"
    status = "Enabled"

    filter {}

    delete_marker_replication {
      status = "Disabled"
    }

    destination {
      bucket = var.checkpoint_copy_bucket_arn
    }
  }

  depends_on = [aws_s3_bucket_versioning.checkpoints]
}

resource "aws_iam_role" "replication" {
  count = var.checkpoint_copy_bucket_arn == "" ? 0 : 1
  name  = "${local.name}-replication"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "s3.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "replication" {
  count = var.checkpoint_copy_bucket_arn == "" ? 0 : 1
  name  = "replicate"
  role  = aws_iam_role.replication[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
        Resource = aws_s3_bucket.checkpoints.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging", "s3:GetObjectRetention", "s3:GetObjectLegalHold"]
        Resource = "${aws_s3_bucket.checkpoints.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:ReplicateObject", "s3:ReplicateTags"]
        Resource = "${var.checkpoint_copy_bucket_arn}/*"
      },
    ]
  })
}

# The party keys: one file, which all servers of a region share. No backup by AWS: a copy that outlives an erasure has the key that was
# destroyed (runbooks/erase.md has the one copy there is to be).
resource "aws_efs_file_system" "party_keys" {
  encrypted       = true
  kms_key_id      = aws_kms_key.data.arn
  throughput_mode = "elastic"

  tags = { Name = "${local.name}-party-keys" }
}

resource "aws_efs_backup_policy" "party_keys" {
  file_system_id = aws_efs_file_system.party_keys.id

  backup_policy {
    status = "DISABLED"
  }
}

resource "aws_efs_file_system_policy" "party_keys" {
  file_system_id = aws_efs_file_system.party_keys.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "MountedOverAnAccessPoint"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
        Resource  = aws_efs_file_system.party_keys.arn
        Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } }
      },
      {
        Sid       = "OverTlsOnly"
        Effect    = "Deny"
        Principal = { AWS = "*" }
        Action    = "*"
        Resource  = aws_efs_file_system.party_keys.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_security_group" "files" {
  name        = "${local.name}-files"
  description = "NFS from the nodes, and from nobody else"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "files" {
  description                  = "NFS from the nodes"
  security_group_id            = aws_security_group.files.id
  referenced_security_group_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}

resource "aws_efs_mount_target" "party_keys" {
  count           = 3
  file_system_id  = aws_efs_file_system.party_keys.id
  subnet_id       = aws_subnet.nodes[count.index].id
  security_groups = [aws_security_group.files.id]
}

# A tag that was pushed is never another image.
resource "aws_ecr_repository" "this" {
  for_each             = toset(var.role == "primary" ? ["server", "cluster", "payswitch"] : [])
  name                 = "payment-switch/${each.key}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.data.arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = aws_ecr_repository.this
  repository = each.value.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Untagged images go after two weeks; releases stay, because a journal may need the version that wrote it."
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }
      action       = { type = "expire" }
    }]
  })
}
