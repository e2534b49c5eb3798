# What AWS sees and the switch does not. What the switch sees is in deploy/monitoring.

resource "aws_sns_topic" "alarms" {
  name              = "${local.name}-alarms"
  kms_master_key_id = aws_kms_key.logs.id
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AlarmsAndEvents"
      Effect    = "Allow"
      Principal = { Service = ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_sns_topic_subscription" "email" {
  count     = var.alarm_email == "" ? 0 : 1
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

locals {
  # By cluster where the figure is the cluster's, else by the role WRITER, whichever instance has it.
  database_alarms = {
    processor       = { metric = "CPUUtilization", statistic = "Average", comparison = "GreaterThanThreshold", threshold = 75, periods = 5, role = "WRITER", about = "The writer's processor is busy: commits will wait." }
    commit-latency  = { metric = "CommitLatency", statistic = "Average", comparison = "GreaterThanThreshold", threshold = 20, periods = 5, role = "WRITER", about = "A commit takes longer than 20 ms on average: each payment waits for two." }
    free-memory     = { metric = "FreeableMemory", statistic = "Minimum", comparison = "LessThanThreshold", threshold = 1073741824, periods = 5, role = "WRITER", about = "Less than 1 GiB of memory is free." }
    transaction-ids = { metric = "MaximumUsedTransactionIDs", statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 1000000000, periods = 1, role = "WRITER", about = "Vacuum does not keep up: at two billion the database stops." }
    connections     = { metric = "DatabaseConnections", statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 200, periods = 5, role = "WRITER", about = "More connections than the servers of the switch should have." }
    write-iops      = { metric = "WriteIOPS", statistic = "Average", comparison = "GreaterThanThreshold", threshold = local.size.database_iops_max, periods = 5, role = "WRITER", about = "More writes than this size was made for." }
  }
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each            = local.database_alarms
  alarm_name          = "${local.name}-database-${each.key}"
  alarm_description   = each.value.about
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = each.value.periods
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.this.cluster_identifier
    Role                = each.value.role
  }
}

resource "aws_db_event_subscription" "database" {
  name             = local.name
  sns_topic        = aws_sns_topic.alarms.arn
  source_type      = "db-cluster"
  source_ids       = [aws_rds_cluster.this.cluster_identifier]
  event_categories = ["failover", "failure", "maintenance", "notification"]
}

# How far the other region is behind: what would be lost with this one.
resource "aws_cloudwatch_metric_alarm" "replication" {
  count               = var.global_database && var.role == "secondary" ? 1 : 0
  alarm_name          = "${local.name}-replication-lag"
  alarm_description   = "The copy in this region is more than 5 s behind: that much would be lost with the other region."
  namespace           = "AWS/RDS"
  metric_name         = "AuroraGlobalDBReplicationLag"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5000
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.this.cluster_identifier
  }
}

# Nothing new in the bucket for an hour: no checkpoint leaves the cluster, or nothing is paid.
resource "aws_s3_bucket_metric" "checkpoints" {
  bucket = aws_s3_bucket.checkpoints.id
  name   = "all"
}

resource "aws_cloudwatch_metric_alarm" "checkpoints" {
  count               = var.role == "primary" ? 1 : 0
  alarm_name          = "${local.name}-checkpoints"
  alarm_description   = "No checkpoint has come into the bucket for an hour: docs/audit.md, runbooks/incident.md."
  namespace           = "AWS/S3"
  metric_name         = "PutRequests"
  statistic           = "Sum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 3600
  evaluation_periods  = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    BucketName = aws_s3_bucket.checkpoints.id
    FilterId   = aws_s3_bucket_metric.checkpoints.name
  }
}

resource "aws_budgets_budget" "this" {
  count        = var.role == "primary" ? 1 : 0
  name         = local.name
  budget_type  = "COST"
  limit_amount = tostring(local.size.budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Application$%s", "payment-switch")]
  }

  dynamic "notification" {
    for_each = var.alarm_email == "" ? {} : { "80" = "ACTUAL", "100" = "FORECASTED" }

    content {
      comparison_operator        = "GREATER_THAN"
      threshold                  = tonumber(notification.key)
      threshold_type             = "PERCENTAGE"
      notification_type          = notification.value
      subscriber_email_addresses = [var.alarm_email]
    }
  }
}
