import { Card } from '#app/components/card.tsx';
import { colourNames } from '#app/theme/tokens.ts';
import classes from './gallery.module.css';

export function ColoursCard() {
  return (
    <Card title="Colours" hint="Hue is kept for environment and status">
      <ul className={classes.colours}>
        {colourNames.map(name => (
          <li key={name}>
            <span className={classes.colour} style={{ background: `var(--ck-${name})` }} aria-hidden />
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
