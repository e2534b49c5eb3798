using PaymentSwitch.MessageGenerator.Plans;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>Free texts within the lengths of a type. Lengths are counted in units of UTF-16, which is never less than in characters.</summary>
internal sealed class TextForm(ValueSource source, int lengthMin, int? lengthMax)
{
    /// <summary>A type without a greatest length gets texts no longer than this.</summary>
    private const int LengthMaxOfUnbounded = 500;

    private readonly int _lengthMax = lengthMax ?? Math.Max(LengthMaxOfUnbounded, lengthMin);

    public void Value(Draft draft)
    {
        if (draft.Chance(draft.Settings.LongestProbability))
        {
            Longest(draft);
            return;
        }

        source(draft);
        if (draft.Text.Length > _lengthMax)
        {
            draft.Text.Cut(_lengthMax);
            draft.Text.TrimEnd();
        }

        Pad(draft, lengthMin);
    }

    private void Longest(Draft draft)
    {
        while (draft.Text.Length < _lengthMax)
        {
            source(draft);
            draft.Text.Add(' ');
        }

        draft.Text.Cut(_lengthMax);
        draft.Text.TrimEnd();
        Pad(draft, _lengthMax);
    }

    private static void Pad(Draft draft, int length)
    {
        while (draft.Text.Length < length) draft.Text.Add('.');
    }
}
