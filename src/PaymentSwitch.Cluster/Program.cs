return await PaymentSwitch.Cluster.ClusterProgram.RunAsync(args);
