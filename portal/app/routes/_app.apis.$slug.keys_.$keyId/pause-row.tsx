import type { Environment } from '@ck/shared/endpoints';
import { Button } from '@mantine/core';
import classes from './key-page.module.css';

const times = [
  { time: '1h', label: '1 h' },
  { time: '4h', label: '4 h' },
  { time: '24h', label: '24 h' },
] as const;

type PauseRowProps = { environment: Environment; onPause(time: string): void };

/** Off for a time: each button is a form of its own, so that it works without scripts too. */
export function PauseRow({ environment, onPause }: PauseRowProps) {
  return (
    <fieldset className={classes.pause}>
      <legend className={classes.legend}>Pause for</legend>
      {times.map(({ time, label }) => (
        <form
          key={time}
          method="post"
          onSubmit={event => {
            event.preventDefault();
            onPause(time);
          }}
        >
          <input type="hidden" name="intent" value="pause" />
          <input type="hidden" name="environment" value={environment} />
          <input type="hidden" name="for" value={time} />
          <Button type="submit" variant="default" size="compact-sm" aria-label={`Pause for ${label}`}>
            {label}
          </Button>
        </form>
      ))}
      <span className="ck-small">Off at once, on again by itself.</span>
    </fieldset>
  );
}
