terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  # Where the state lies is the account's own: `terraform init -backend-config=backend.hcl`. No secret of the switch is in it.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  name    = "payment-switch-${var.environment}"
  account = data.aws_caller_identity.current.account_id
  zones   = slice(data.aws_availability_zones.available.names, 0, 3)
  size    = var.sizes[var.size]

  tags = {
    Application = "payment-switch"
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}
