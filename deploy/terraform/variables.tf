variable "environment" {
  description = "What this is: dev, test, prod. A part of every name."
  type        = string
  default     = "prod"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,9}$", var.environment))
    error_message = "environment: expected 2 to 10 small letters and digits, beginning with a letter."
  }
}

variable "region" {
  description = "The AWS region. It needs three availability zones."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region: expected the name of a region, for example eu-central-1."
  }
}

variable "role" {
  description = "Whether this region is the switch (primary) or waits for the loss of the other one (secondary): see deploy/MULTI-REGION.md."
  type        = string
  default     = "primary"

  validation {
    condition     = contains(["primary", "secondary"], var.role)
    error_message = "role: expected primary or secondary."
  }
}

variable "global_database" {
  description = "Whether the database is a global one, with a copy in another region: made where role is primary, joined where it is secondary."
  type        = bool
  default     = false

  validation {
    condition     = var.role == "primary" || var.global_database
    error_message = "global_database: a secondary region has nothing to follow without it."
  }
}

variable "global_cluster_identifier" {
  description = "The global database that a secondary region joins: output global_cluster_identifier of the primary one."
  type        = string
  default     = ""

  validation {
    condition     = var.role == "primary" || length(var.global_cluster_identifier) > 0
    error_message = "global_cluster_identifier: needed in a secondary region."
  }
}

variable "size" {
  description = "Which of the sizes: small, medium or large. What they cost is in COSTS.md."
  type        = string
  default     = "medium"

  validation {
    condition     = contains(["small", "medium", "large"], var.size)
    error_message = "size: expected small, medium or large."
  }
}

variable "sizes" {
  description = "What a size is: instances of nodes and database, how many of each, and the budget in US dollars a month."
  type = map(object({
    node_type         = string
    nodes             = number
    nodes_max         = number
    database_type     = string
    database_readers  = number
    io_optimized      = bool
    budget_usd        = number
    database_iops_max = number
  }))

  # What decides is memory: an identity is kept for as long as a payment can be recalled, 398 days in most schemes, 62 B each. So the sizes
  # are payments a day after the first year, by the sum in overlays/prod/embedded.
  default = {
    # 100,000 payments a day, peaks of 50 a second: 6 GiB for a server.
    small = {
      node_type         = "m7g.xlarge"
      nodes             = 3
      nodes_max         = 6
      database_type     = "db.r8g.large"
      database_readers  = 1
      io_optimized      = false
      budget_usd        = 1700
      database_iops_max = 2000
    }
    # A million a day, peaks of 500 a second: 52 GiB.
    medium = {
      node_type         = "r7g.2xlarge"
      nodes             = 3
      nodes_max         = 6
      database_type     = "db.r8g.xlarge"
      database_readers  = 1
      io_optimized      = false
      budget_usd        = 3200
      database_iops_max = 10000
    }
    # Four million a day, peaks of 2,000 a second: 200 GiB.
    large = {
      node_type         = "r7g.8xlarge"
      nodes             = 3
      nodes_max         = 9
      database_type     = "db.r8g.2xlarge"
      database_readers  = 2
      io_optimized      = false
      budget_usd        = 9500
      database_iops_max = 40000
    }
  }
}

variable "vpc_cidr" {
  description = "The network of all of it. A second region takes another one, so that both can be joined: 10.41.0.0/16."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && endswith(var.vpc_cidr, "/16")
    error_message = "vpc_cidr: expected a network of /16, for example 10.40.0.0/16."
  }
}

variable "kubernetes_version" {
  description = "The version of Kubernetes on EKS: 1.33 or later, where sidecars and the sleep before a stop are settled."
  type        = string
  default     = "1.33"

  validation {
    condition     = can(regex("^1\\.(3[3-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "kubernetes_version: expected 1.33 or later."
  }
}

variable "cluster_endpoint_public" {
  description = "Whether the API of Kubernetes can be reached from outside the network. False asks for a line into the VPC."
  type        = bool
  default     = false
}

variable "cluster_endpoint_public_cidrs" {
  description = "From which addresses, where it can. Never everybody."
  type        = list(string)
  default     = []

  validation {
    condition     = !contains(var.cluster_endpoint_public_cidrs, "0.0.0.0/0")
    error_message = "cluster_endpoint_public_cidrs: 0.0.0.0/0 is everybody."
  }

  validation {
    condition     = !var.cluster_endpoint_public || length(var.cluster_endpoint_public_cidrs) > 0
    error_message = "cluster_endpoint_public_cidrs: say from where, or leave cluster_endpoint_public false."
  }
}

variable "cluster_admin_arns" {
  description = "Roles that may administer the Kubernetes cluster."
  type        = list(string)
  default     = []
}

variable "engine_version" {
  description = "The version of Aurora PostgreSQL. The switch asks for 13 or later, and is tested with 15."
  type        = string
  default     = "16.8"

  validation {
    condition     = can(regex("^(1[5-9]|[2-9][0-9])\\.[0-9]+$", var.engine_version))
    error_message = "engine_version: expected 15 or later, for example 16.8."
  }
}

variable "backup_retention_days" {
  description = "For how long the database can be set back to any second, days. Who is erased stays in the backups' copies of the key file, not in these: see runbooks/erase.md."
  type        = number
  default     = 35

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "backup_retention_days: expected 7 to 35."
  }
}

variable "checkpoint_retention_days" {
  description = "For how long nobody, the account's owner included, can remove a checkpoint, days. It cannot be taken back for what is written: begin with few."
  type        = number
  default     = 365

  validation {
    condition     = var.checkpoint_retention_days >= 1 && var.checkpoint_retention_days <= 3650
    error_message = "checkpoint_retention_days: expected 1 to 3650."
  }
}

variable "checkpoint_copy_bucket_arn" {
  description = "A bucket in another region (output checkpoint_bucket_arn there) to which checkpoints are replicated; empty for none."
  type        = string
  default     = ""
}

variable "secret_replica_region" {
  description = "The other region, to which secrets are replicated; empty for none. Set in the primary region."
  type        = string
  default     = ""
}

variable "namespace" {
  description = "The namespace of the switch in Kubernetes."
  type        = string
  default     = "payment-switch"
}

variable "alarm_email" {
  description = "Who is told of alarms and of the budget; empty for nobody."
  type        = string
  default     = ""

  validation {
    condition     = var.alarm_email == "" || can(regex("^[^@ ]+@[^@ ]+$", var.alarm_email))
    error_message = "alarm_email: expected an address, or nothing."
  }
}

variable "deletion_protection" {
  description = "Whether the database is kept from being deleted. False is for trying things."
  type        = bool
  default     = true
}

variable "global_master_password" {
  description = "The administrator's password of a global database, which AWS does not keep for one: 16 characters or more. It is not stored in the state."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true
}

# The load balancer controller's own policy is long and comes with its release: it is attached by name where it was made.
variable "load_balancer_controller_policy_arn" {
  description = "The policy that the AWS load balancer controller's release asks for (docs/install/iam_policy.json there); empty where the controller has another role."
  type        = string
  default     = ""
}
