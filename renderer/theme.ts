import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Rust, the one accent; 8 carries white text at 5.9:1. */
const rust: MantineColorsTuple = [
  '#fdf1ea',
  '#f9dfd0',
  '#f2bea2',
  '#eb9f78',
  '#e38a5b',
  '#d7723e',
  '#c9602d',
  '#b95224',
  '#a8481f',
  '#8a3a18'
]
/** Paper and ink: greys with the warmth of both. */
const gray: MantineColorsTuple = [
  '#f8f3ea',
  '#f0e9dc',
  '#e5dccb',
  '#d8ccb8',
  '#c4b7a1',
  '#a09280',
  '#7d7061',
  '#5b5145',
  '#433b32',
  '#2c2620'
]
/** Warnings and good news, deep enough to be read on paper in sunlight (8) and in the dark (3, 4). */
const red: MantineColorsTuple = [
  '#fff0ee',
  '#ffdcd8',
  '#ffbdb5',
  '#ff9d91',
  '#f87f71',
  '#e85c4e',
  '#d03d31',
  '#b92a22',
  '#a51d1d',
  '#861616'
]
const teal: MantineColorsTuple = [
  '#e9f7f0',
  '#d0ecdf',
  '#a6dac2',
  '#7cc8a5',
  '#57b48b',
  '#3a9b73',
  '#27835f',
  '#1c6f50',
  '#155f43',
  '#0e4934'
]
/** From text (0) to the deepest ground (9). */
const dark: MantineColorsTuple = [
  '#ece4d9',
  '#cabfb1',
  '#a89b8b',
  '#7a6e61',
  '#574e44',
  '#423a33',
  '#332d27',
  '#26211d',
  '#1d1916',
  '#151210'
]

export const serif =
  "Georgia, 'Iowan Old Style', 'PT Serif', 'Noto Serif', 'Liberation Serif', 'DejaVu Serif', serif"

export const theme = createTheme({
  colors: { rust, gray, dark, red, teal },
  primaryColor: 'rust',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  white: '#fffdf9',
  black: '#241e19',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', 'Liberation Mono', monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
  lineHeights: { md: '1.55' },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  headings: {
    fontFamily: serif,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.875rem', lineHeight: '1.25' },
      h2: { fontSize: '1.4375rem', lineHeight: '1.3' },
      h3: { fontSize: '1.1875rem', lineHeight: '1.35' }
    }
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400 } },
    Combobox: { defaultProps: { shadow: 'md' } },
    Menu: { defaultProps: { shadow: 'md' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Table: { defaultProps: { verticalSpacing: 'xs' } },
    InputWrapper: { styles: { description: { fontSize: 'var(--mantine-font-size-sm)' } } },
    Loader: { defaultProps: { type: 'dots' } }
  }
})

/** Contrast that holds in sunlight and passes axe; the ground is paper, not white. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbf7f0',
    '--mantine-color-text': '#241e19',
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-error': red[8],
    '--mantine-color-anchor': rust[9],
    '--mantine-color-placeholder': gray[6],
    '--chumak-sheet': '#fffdf9',
    '--chumak-line': gray[3],
    '--chumak-well': gray[0]
  },
  dark: {
    '--mantine-color-body': dark[8],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[1],
    '--mantine-color-error': red[3],
    '--mantine-color-anchor': rust[3],
    '--mantine-color-placeholder': dark[2],
    '--chumak-sheet': dark[7],
    '--chumak-line': dark[5],
    '--chumak-well': dark[9]
  }
})
