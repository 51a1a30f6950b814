import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './secret-field.module.css';

/** A text to take along, such as an address. */
export function CopyText({ text }: { text: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const Mark = clipboard.copied ? IconCheck : IconCopy;
  return (
    <div className={classes.field}>
      <code className={classes.text} data-shown>
        {text}
      </code>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Mark size={15} stroke={1.75} aria-hidden />}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
