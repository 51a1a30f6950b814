/** The product's sign; the favicon shows the same. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="6" fill="var(--ck-primary)" />
      <g fill="none" stroke="var(--ck-on-primary)" strokeWidth="2">
        <circle cx="8.5" cy="12" r="3.5" />
        <path d="M12 12h8M16.5 12v3M20 12v2.5" />
      </g>
    </svg>
  );
}
