/** A long text in a box of its own, which the keyboard scrolls as well. */
export const ScrolledText = ({
  className,
  children,
}: {
  className?: string | undefined;
  children: string;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1)
  <pre className={className} tabIndex={0}>
    {children}
  </pre>
);
