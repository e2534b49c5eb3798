return await PaymentSwitch.Cluster.PetabridgeCmd.PetabridgeCmdNode.RunAsync(args);
