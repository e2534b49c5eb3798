namespace PaymentSwitch.Operations.Catalogue;

/// <summary>What an operator is there for. A command names the least role that may run it.</summary>
public enum OperatorRole
{
    /// <summary>Sees how the switch, the accounts and the payments stand.</summary>
    Viewer = 1,

    /// <summary>Sees what a viewer sees, and changes what can be changed back: a participant's standing.</summary>
    Operator = 2,

    /// <summary>Does what an operator does, and moves money, sets caps and enrols participants.</summary>
    Supervisor = 3,

    /// <summary>Sees what a viewer sees, and who did what and why. Changes nothing, so that nobody audits his own acts.</summary>
    Auditor = 4,
}

/// <summary>Which role contains which.</summary>
public static class OperatorRoles
{
    /// <summary>
    /// Whether who holds a role may do what another one may: Supervisor contains Operator, and each role contains Viewer.
    /// Supervisor does not contain Auditor; who shall be both is given both.
    /// </summary>
    public static bool Contains(this OperatorRole held, OperatorRole needed) =>
        held == needed || needed == OperatorRole.Viewer || (held == OperatorRole.Supervisor && needed == OperatorRole.Operator);
}
