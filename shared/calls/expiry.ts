const dayMs = 24 * 60 * 60 * 1000;

/**
 * When a call's row may go: at the end of the UTC day in which its retention ends, so that a day's rows go together and
 * statistics never meet half a day.
 */
export function expiryOf(at: Date, retentionDays: number): Date {
  const end = at.getTime() + retentionDays * dayMs;
  return new Date((Math.floor(end / dayMs) + 1) * dayMs);
}

/** The same rule for rows that are stored, as an expression of MongoDB. */
export function expiryExpression(retentionDays: number) {
  const end = { $dateAdd: { startDate: '$at', unit: 'day', amount: retentionDays + 1 } };
  return { $dateTrunc: { date: end, unit: 'day' } };
}
