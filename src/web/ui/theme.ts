import type { ThemeConfig } from 'antd'

/**
 * Every colour of the desk. theme.test.ts holds the pairs that are read against WCAG 2.2 AA; antd's own secondary
 * text, placeholders, disabled text and input borders fail it.
 */
export const palette = {
  paper: '#ffffff',
  ground: '#f5f7f5',
  sunk: '#edf1ee',
  ink: '#17231e',
  'ink-soft': '#4a5852',
  'ink-faint': '#5f6d67',
  /** Borders that mean something (inputs): 3:1 on paper and ground. */
  edge: '#82908a',
  /** Borders that only part. */
  line: '#dbe2de',
  pine: '#0d6b50',
  'pine-deep': '#084f3a',
  'pine-soft': '#e4f1eb',
  honey: '#8a5300',
  'honey-soft': '#fdf0d0',
  good: '#176b3a',
  'good-soft': '#e5f4ea',
  bad: '#b3261e',
  'bad-soft': '#fcebe9',
  wait: '#1f5fa8',
  'wait-soft': '#e8f0fa',
} as const

export type Colour = keyof typeof palette

/** Only fonts the reader's system has: a Chinese web font is megabytes. */
export const FONT =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'

/** Lets the style sheets use the palette as `var(--pine)`. */
export function paint(root: HTMLElement): void {
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${name}`, value)
  root.style.setProperty('--font', FONT)
}

/** antd in our colours. Fingers get 44 px, a mouse 38. */
export const themeOf = ({ touch, still }: { touch: boolean; still: boolean }): ThemeConfig => ({
  token: {
    colorPrimary: palette.pine,
    colorPrimaryHover: palette['pine-deep'],
    colorPrimaryActive: palette['pine-deep'],
    colorLink: palette.pine,
    colorLinkHover: palette['pine-deep'],
    colorLinkActive: palette['pine-deep'],
    colorSuccess: palette.good,
    colorWarning: palette.honey,
    colorError: palette.bad,
    colorErrorHover: palette.bad,
    colorInfo: palette.wait,
    colorText: palette.ink,
    colorTextSecondary: palette['ink-soft'],
    colorTextTertiary: palette['ink-faint'],
    colorTextQuaternary: palette['ink-faint'],
    colorTextPlaceholder: palette['ink-faint'],
    colorTextDisabled: palette['ink-faint'],
    colorTextDescription: palette['ink-soft'],
    colorBgLayout: palette.ground,
    colorBgContainerDisabled: palette.sunk,
    colorBorder: palette.edge,
    colorBorderSecondary: palette.line,
    controlOutline: 'rgba(13, 107, 80, 0.28)',
    controlOutlineWidth: 3,
    borderRadius: 6,
    fontFamily: FONT,
    fontSize: 15,
    controlHeight: touch ? 44 : 38,
    controlHeightLG: 48,
    motion: !still,
  },
  components: {
    Form: { labelFontSize: 15, verticalLabelPadding: '0 0 6px', itemMarginBottom: 22 },
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none' },
    Alert: { defaultPadding: '12px 16px' },
  },
})
