# Made empty: what is in them is put there by hand or by a pipeline (runbooks/deploy.md), so that neither this code nor its state ever has it. The
# names are those of overlays/prod/common/secrets.yaml.

locals {
  secrets = {
    database         = "The password of the role \"switch\" in the database: {\"password\": \"...\"}"
    database-ca      = "The certificates that the database's server is known by, PEM: the region's bundle of RDS"
    key-encryption   = "The key that the file of party keys is sealed under: 64 hexadecimal digits"
    operators        = "SHA-256 of operators' tokens by their number: {\"0\": \"...\", \"1\": \"...\"}"
    edge-certificate = "Certificate, chain and private key that banks see, one PEM"
    scaler-token     = "The token of the operator that the autoscaler asks as (cluster with KEDA only)"
    party-keys-copy  = "The one copy of the file of party keys, sealed; written after each erasure (runbooks/erase.md)"
  }
}

resource "aws_secretsmanager_secret" "this" {
  for_each                = var.role == "primary" ? local.secrets : {}
  name                    = "payment-switch/${var.environment}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30

  dynamic "replica" {
    for_each = var.secret_replica_region == "" ? [] : [var.secret_replica_region]

    content {
      region = replica.value
    }
  }
}
