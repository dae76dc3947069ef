import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

type Mark = {
  /** In whatever unit all three share. */
  readonly at: number
  /** As it is to be read: `¥8,200万元`, `12 个`. */
  readonly text: string
}

type Props = {
  readonly label: string
  readonly value: Mark
  readonly target: Mark
  /** 序时进度 What should be reached by now. */
  readonly pace?: Mark
  /** 预计 Where it may end. */
  readonly band?: { readonly low: Mark; readonly high: Mark }
}

/** 完成 against 目标 and 序时进度, in one bar. A negative value draws as empty; its text says what it is. */
export function BulletChart({ label, value, target, pace, band }: Props) {
  const w = useWords(kitWords)
  const end = Math.max(value.at, target.at, pace?.at ?? 0, band?.high.at ?? 0) * 1.05 || 1
  const x = (at: number) => (100 * Math.max(at, 0)) / end
  const marks = [
    [w.value, value, 'bullet-value'] as const,
    [w.target, target, 'bullet-target'] as const,
    ...(pace === undefined ? [] : [[w.pace, pace, 'bullet-pace'] as const]),
    ...(band === undefined
      ? []
      : [
          [
            w.forecast,
            { at: band.low.at, text: `${band.low.text} – ${band.high.text}` },
            'bullet-band',
          ] as const,
        ]),
  ]
  return (
    <figure className="bullet">
      <svg viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={label}>
        <rect x="0" y="3" width="100" height="18" className="bullet-ground" />
        {pace !== undefined && <rect x="0" y="3" width={x(pace.at)} height="18" className="bullet-pace" />}
        {band !== undefined && (
          <rect
            x={x(band.low.at)}
            y="6"
            width={Math.max(x(band.high.at) - x(band.low.at), 0.6)}
            height="12"
            className="bullet-band"
          />
        )}
        <rect x="0" y="8" width={x(value.at)} height="8" className="bullet-value" />
        <line x1={x(target.at)} x2={x(target.at)} y1="0" y2="24" className="bullet-target" />
      </svg>
      <figcaption>
        {marks.map(([name, mark, look]) => (
          <span key={name} className={look}>
            {name} <b>{mark.text}</b>
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
