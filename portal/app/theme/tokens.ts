/** Every colour of the product: name, light, dark. `tint` is background, the plain name is text on it, `mark` is for icons and dots. */
const colours = [
  ['canvas', '#F6F7F8', '#0D0F12'],
  ['panel', '#FFFFFF', '#14171B'],
  ['sunken', '#F1F3F5', '#0F1215'],
  ['raised', '#FFFFFF', '#1C2026'],
  ['line', '#ECEEF1', '#20242B'],
  ['border', '#E0E3E8', '#2A2F37'],
  ['control', '#868E99', '#6C7582'],
  ['text', '#15181E', '#ECEEF1'],
  ['text2', '#474E59', '#B6BDC7'],
  ['text3', '#636B77', '#8F98A5'],
  ['primary', '#15181E', '#ECEEF1'],
  ['primary-hover', '#2B313A', '#FFFFFF'],
  ['on-primary', '#FFFFFF', '#0D0F12'],
  ['focus', '#1A5FFF', '#7AA7FF'],
  ['sbx', '#0A5C7A', '#6CC6E8'],
  ['sbx-tint', '#E8F4F9', '#0D242E'],
  ['sbx-line', '#3A8DAD', '#3F93B2'],
  ['prod', '#6B1E7A', '#E0A6EC'],
  ['prod-tint', '#F8EEFA', '#28142E'],
  ['prod-line', '#6B1E7A', '#A75AB9'],
  ['prod-solid', '#6B1E7A', '#8B3B9D'],
  ['ok', '#13693A', '#62CF91'],
  ['ok-tint', '#E7F5EC', '#0F2618'],
  ['ok-mark', '#1F9254', '#3DB873'],
  ['warn', '#854700', '#F0B659'],
  ['warn-tint', '#FDF2E0', '#2A1F0D'],
  ['warn-mark', '#C77700', '#D9952B'],
  ['bad', '#AE2018', '#FF938A'],
  ['bad-tint', '#FDEDEC', '#301513'],
  ['bad-mark', '#D0342B', '#F0564B'],
  ['bad-solid', '#B3261E', '#C93A31'],
  ['data1', '#15181E', '#ECEEF1'],
  ['data2', '#6E8FA6', '#7390A6'],
] as const;

export const colourNames = colours.map(([name]) => name);

const shadows = {
  light: {
    '--ck-shadow-card': '0 1px 2px rgb(21 24 30 / 6%)',
    '--ck-shadow-dialog': '0 12px 32px rgb(21 24 30 / 16%)',
  },
  dark: {
    '--ck-shadow-card': 'none',
    '--ck-shadow-dialog': '0 0 0 1px var(--ck-border), 0 12px 32px rgb(0 0 0 / 40%)',
  },
};

/** Mantine's own variables, bound to ours once: they follow the colour scheme by themselves. */
const mantineVariables = {
  '--mantine-color-body': 'var(--ck-canvas)',
  '--mantine-color-text': 'var(--ck-text)',
  '--mantine-color-dimmed': 'var(--ck-text3)',
  '--mantine-color-default': 'var(--ck-raised)',
  '--mantine-color-default-hover': 'var(--ck-sunken)',
  '--mantine-color-default-color': 'var(--ck-text)',
  '--mantine-color-default-border': 'var(--ck-border)',
  '--mantine-color-placeholder': 'var(--ck-text3)',
  '--mantine-color-error': 'var(--ck-bad)',
};

function scheme(index: 1 | 2): Record<string, string> {
  return Object.fromEntries(colours.map(colour => [`--ck-${colour[0]}`, colour[index]]));
}

export const schemeVariables = {
  light: { ...scheme(1), ...shadows.light, ...mantineVariables },
  dark: { ...scheme(2), ...shadows.dark, ...mantineVariables },
};
