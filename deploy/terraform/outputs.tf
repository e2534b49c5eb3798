output "cluster_name" {
  description = "For aws eks update-kubeconfig."
  value       = aws_eks_cluster.this.name
}

output "database_hosts" {
  description = "For Storage:Postgres:ConnectionString: Host=..."
  value       = join(",", aws_rds_cluster_instance.this[*].endpoint)
}

output "database_master_secret_arn" {
  description = "The administrator's password, kept and changed by AWS; null for a global database."
  value       = one(aws_rds_cluster.this.master_user_secret[*].secret_arn)
}

output "database_subnet_cidrs" {
  description = "For the policy to-database."
  value       = aws_subnet.database[*].cidr_block
}

output "global_cluster_identifier" {
  description = "For the other region; null where the database is not a global one."
  value       = one(aws_rds_global_cluster.this[*].id)
}

output "checkpoint_bucket" {
  description = "For components/checkpoint-copy."
  value       = aws_s3_bucket.checkpoints.id
}

output "checkpoint_bucket_arn" {
  description = "For checkpoint_copy_bucket_arn of the other region."
  value       = aws_s3_bucket.checkpoints.arn
}

output "party_keys_file_system" {
  description = "For the storage class payment-switch-shared."
  value       = aws_efs_file_system.party_keys.id
}

output "data_key_alias_arn" {
  description = "For the storage class payment-switch-disk."
  value       = aws_kms_alias.data.arn
}

output "repositories" {
  description = "Where images are pushed to."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "pod_roles" {
  description = "Roles that pods have, by what they are for."
  value       = { for name, role in aws_iam_role.pod : name => role.arn }
}
