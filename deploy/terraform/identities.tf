# Who may do what. Pods get their roles by EKS Pod Identity: a role is tied to a service account of one namespace of this cluster.

data "aws_iam_policy_document" "pods" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }
  }
}

locals {
  identities = {
    switch           = { namespace = var.namespace, account = "payment-switch" }
    external-secrets = { namespace = "external-secrets", account = "external-secrets" }
    ebs              = { namespace = "kube-system", account = "ebs-csi-controller-sa" }
    efs              = { namespace = "kube-system", account = "efs-csi-controller-sa" }
    load-balancer    = { namespace = "kube-system", account = "aws-load-balancer-controller" }
  }
}

resource "aws_iam_role" "pod" {
  for_each           = local.identities
  name               = "${local.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.pods.json
}

resource "aws_eks_pod_identity_association" "this" {
  for_each        = local.identities
  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.value.account
  role_arn        = aws_iam_role.pod[each.key].arn
}

# The switch's pod writes checkpoints and reads what it wrote. It may not remove, nor shorten how long they are kept.
resource "aws_iam_role_policy" "switch" {
  name = "checkpoints"
  role = aws_iam_role.pod["switch"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = aws_s3_bucket.checkpoints.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject"]
        Resource = "${aws_s3_bucket.checkpoints.arn}/*"
      },
    ]
  })
}

resource "aws_iam_role_policy" "external_secrets" {
  name = "read"
  role = aws_iam_role.pod["external-secrets"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        # Not the copy of the party keys: nothing in the cluster needs it.
        Resource = [for name in setsubtract(keys(local.secrets), ["party-keys-copy"]) : "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${local.account}:secret:payment-switch/${var.environment}/${name}-??????"]
      },
      {
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = aws_kms_key.secrets.arn
        Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.region}.amazonaws.com" } }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "ebs" {
  role       = aws_iam_role.pod["ebs"].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"
}

resource "aws_iam_role_policy" "ebs_key" {
  name = "key"
  role = aws_iam_role.pod["ebs"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource = aws_kms_key.data.arn
      },
      {
        Effect    = "Allow"
        Action    = "kms:CreateGrant"
        Resource  = aws_kms_key.data.arn
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "efs" {
  role       = aws_iam_role.pod["efs"].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy"
}

resource "aws_iam_role_policy_attachment" "load_balancer" {
  count      = var.load_balancer_controller_policy_arn == "" ? 0 : 1
  role       = aws_iam_role.pod["load-balancer"].name
  policy_arn = var.load_balancer_controller_policy_arn
}

resource "aws_iam_role" "cluster" {
  name = "${local.name}-cluster"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "eks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_iam_role" "node" {
  name = "${local.name}-node"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"])
  role       = aws_iam_role.node.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.value}"
}
