import { Button } from '@mantine/core';
import type { IconEye } from '@tabler/icons-react';

type FieldButtonProps = { icon: typeof IconEye; onClick(): void; busy: boolean; children: string };

export function FieldButton({ icon: Mark, onClick, busy, children }: FieldButtonProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<Mark size={15} stroke={1.75} aria-hidden />}
      onClick={onClick}
      aria-disabled={busy || undefined}
    >
      {children}
    </Button>
  );
}
