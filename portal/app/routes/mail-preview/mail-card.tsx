import type { MailPreview } from '@ck/shared/mail';
import { Card } from '#app/components/card.tsx';
import classes from './mail-preview.module.css';

const schemes = ['light', 'dark'] as const;

/** One mail in both schemes and as text. The frames are shut off: what is in a mail runs and reaches nothing here. */
export function MailCard({ preview: { name, mail } }: { preview: MailPreview }) {
  return (
    <Card title={name} hint={mail.subject}>
      <div className={classes.looks}>
        {schemes.map(scheme => (
          <iframe
            key={scheme}
            title={`${name}, ${scheme}`}
            sandbox=""
            srcDoc={asSeenIn(scheme, mail.html)}
            className={classes.frame}
          />
        ))}
      </div>
      <details>
        <summary className={classes.summary}>Text</summary>
        <pre className={classes.text}>{mail.text}</pre>
      </details>
    </Card>
  );
}

/** The same mail for a reader of that scheme, whatever the scheme of this browser is. */
function asSeenIn(scheme: (typeof schemes)[number], html: string): string {
  return html
    .replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('content="light dark"', `content="${scheme}"`);
}
