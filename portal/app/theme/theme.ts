import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  InputWrapper,
  Modal,
  Paper,
  type VariantColorsResolver,
} from '@mantine/core';
import { schemeVariables } from './tokens.ts';

const sans = '"Geist Variable", system-ui, sans-serif';
const mono = '"Geist Mono Variable", ui-monospace, monospace';

/** Ink, light in dark mode: Mantine's autoContrast would put white on it. */
const variantColorResolver: VariantColorsResolver = input => {
  const border = '1px solid transparent';
  if (input.variant === 'filled' && (input.color ?? 'ink') === 'ink') {
    return {
      background: 'var(--ck-primary)',
      hover: 'var(--ck-primary-hover)',
      color: 'var(--ck-on-primary)',
      border,
    };
  }
  if (input.variant === 'filled' && input.color === 'bad') {
    return { background: 'var(--ck-bad-solid)', hover: 'var(--ck-bad-solid)', color: '#FFFFFF', border };
  }
  if (input.variant === 'outline' && input.color === 'bad') {
    return {
      background: 'transparent',
      hover: 'var(--ck-bad-tint)',
      color: 'var(--ck-bad)',
      border: '1px solid var(--ck-bad-mark)',
    };
  }
  if (input.variant === 'subtle') {
    return { background: 'transparent', hover: 'var(--ck-sunken)', color: 'var(--ck-text2)', border };
  }
  return defaultVariantColorsResolver(input);
};

const buttonHeights: Record<string, string> = {
  sm: 'var(--ck-button)',
  'compact-sm': 'var(--ck-button-compact)',
  lg: '40px',
};

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  variantColorResolver,
  colors: {
    ink: [
      '#ECEEF1',
      '#D5D9DE',
      '#B6BDC7',
      '#8F98A5',
      '#6C7582',
      '#525A66',
      '#3A414B',
      '#2B313A',
      '#1F242B',
      '#15181E',
    ],
    bad: [
      '#FDEDEC',
      '#FAD3D0',
      '#F5A9A4',
      '#FF938A',
      '#F0564B',
      '#D0342B',
      '#C93A31',
      '#B3261E',
      '#AE2018',
      '#7D1610',
    ],
    dark: [
      '#ECEEF1',
      '#B6BDC7',
      '#8F98A5',
      '#6C7582',
      '#2A2F37',
      '#242931',
      '#1C2026',
      '#14171B',
      '#0D0F12',
      '#08090B',
    ],
  },
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: sans, fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '22px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '40px' },
  radius: { xs: '3px', sm: '5px', md: '6px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    // Sizes go into vars: styles would lose against Mantine's inline variables.
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, props) => ({
        root: {
          '--button-height': buttonHeights[props.size ?? 'sm'] ?? 'var(--ck-button)',
          '--button-padding-x': '12px',
          '--button-fz': '13px',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 28 } }),
    InputWrapper: InputWrapper.extend({ defaultProps: { size: 'sm' } }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs', radius: 'xs' },
      vars: () => ({
        root: { '--checkbox-color': 'var(--ck-primary)', '--checkbox-icon-color': 'var(--ck-on-primary)' },
      }),
    }),
    Modal: Modal.extend({ defaultProps: { centered: true, radius: 'lg', padding: 24, size: 480 } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'lg' } }),
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, ...schemeVariables });
