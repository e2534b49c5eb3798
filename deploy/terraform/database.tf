# Aurora PostgreSQL. A commit is acknowledged when four of six copies in three zones have its log: so what the switch has answered outlives the
# loss of a zone, without anything that must be configured for it (README.md says why this and not RDS Multi-AZ).

resource "aws_db_subnet_group" "this" {
  name       = local.name
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "PostgreSQL from the nodes, and from nobody else"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  description                  = "PostgreSQL from the nodes"
  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_rds_cluster_parameter_group" "this" {
  name   = local.name
  family = "aurora-postgresql${split(".", var.engine_version)[0]}"

  # The switch refuses a server that forgets (docs/postgresql.md); it should not come to that.
  parameter {
    name         = "synchronous_commit"
    value        = "on"
    apply_method = "immediate"
  }

  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "pending-reboot"
  }

  parameter {
    name         = "log_min_duration_statement"
    value        = "1000"
    apply_method = "immediate"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Copied to the other region behind the commits, by about a second: what RPO that gives is in deploy/MULTI-REGION.md.
resource "aws_rds_global_cluster" "this" {
  count                     = var.global_database && var.role == "primary" ? 1 : 0
  global_cluster_identifier = local.name
  engine                    = "aurora-postgresql"
  engine_version            = var.engine_version
  database_name             = "switch"
  storage_encrypted         = true
  deletion_protection       = var.deletion_protection
}

resource "aws_rds_cluster" "this" {
  cluster_identifier              = local.name
  engine                          = "aurora-postgresql"
  engine_version                  = var.engine_version
  global_cluster_identifier       = var.global_database ? (var.role == "primary" ? aws_rds_global_cluster.this[0].id : var.global_cluster_identifier) : null
  database_name                   = var.role == "primary" ? "switch" : null
  master_username                 = var.role == "primary" ? "administrator" : null
  manage_master_user_password     = var.role == "primary" && !var.global_database ? true : null
  master_user_secret_kms_key_id   = var.role == "primary" && !var.global_database ? aws_kms_key.secrets.arn : null
  master_password_wo              = var.role == "primary" && var.global_database ? var.global_master_password : null
  master_password_wo_version      = var.role == "primary" && var.global_database ? 1 : null
  db_subnet_group_name            = aws_db_subnet_group.this.name
  vpc_security_group_ids          = [aws_security_group.database.id]
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.this.name
  storage_type                    = local.size.io_optimized ? "aurora-iopt1" : ""
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.data.arn
  backup_retention_period         = var.backup_retention_days
  preferred_backup_window         = "01:00-02:00"
  preferred_maintenance_window    = "sun:02:30-sun:03:30"
  copy_tags_to_snapshot           = true
  deletion_protection             = var.deletion_protection
  skip_final_snapshot             = !var.deletion_protection
  final_snapshot_identifier       = "${local.name}-final"
  enabled_cloudwatch_logs_exports = ["postgresql"]
  allow_major_version_upgrade     = false

  lifecycle {
    # A promoted secondary region is no part of the global database any more.
    ignore_changes = [global_cluster_identifier, replication_source_identifier]
  }
}

# The writer and who takes its place, each in a zone of its own. Their own names are what the switch connects to (Host=A,B): it finds out which of
# them writes, and does not wait for a name to change.
resource "aws_rds_cluster_instance" "this" {
  count                        = 1 + local.size.database_readers
  identifier                   = "${local.name}-${count.index}"
  cluster_identifier           = aws_rds_cluster.this.id
  engine                       = aws_rds_cluster.this.engine
  engine_version               = aws_rds_cluster.this.engine_version
  instance_class               = local.size.database_type
  db_subnet_group_name         = aws_db_subnet_group.this.name
  availability_zone            = local.zones[count.index]
  promotion_tier               = count.index
  ca_cert_identifier           = "rds-ca-rsa2048-g1"
  performance_insights_enabled = true
  monitoring_interval          = 10
  monitoring_role_arn          = aws_iam_role.database_monitoring.arn
  auto_minor_version_upgrade   = false
  publicly_accessible          = false
}

resource "aws_iam_role" "database_monitoring" {
  name = "${local.name}-database-monitoring"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "database_monitoring" {
  role       = aws_iam_role.database_monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
