return await PaymentSwitch.Server.Startup.SwitchProgram.RunAsync(args);
