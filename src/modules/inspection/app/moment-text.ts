import { dayOfInstant, formatDay } from '#kernel/day'

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
/** `2026年11月22日 09:50`, the local time of China. */
export const momentText = (at: Date): string => `${formatDay(dayOfInstant(at.getTime()))} ${CLOCK.format(at)}`
