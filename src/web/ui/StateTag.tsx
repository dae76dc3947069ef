import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

const ICONS = {
  good: CheckCircleOutlined,
  bad: CloseCircleOutlined,
  warn: ExclamationCircleOutlined,
  wait: ClockCircleOutlined,
  quiet: MinusCircleOutlined,
} as const

export type Tone = keyof typeof ICONS

/** A state is told by its words and an icon; the colour only helps. */
export function StateTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <span className={`state state-${tone}`}>
      <Icon aria-hidden />
      {children}
    </span>
  )
}
