import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

type Props = {
  /** What the button shows. */
  readonly label: ReactNode
  /** What the button is called, where `label` is only an icon. */
  readonly name?: string
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly className?: string
  /** Which edge of the button the panel keeps to. */
  readonly side?: 'start' | 'end'
}

/** A button that shows and hides a panel under it. Escape and a click elsewhere close it; focus returns to the button. */
export function Disclosure({ label, name, children, className = '', side = 'start' }: Props) {
  const [open, setOpen] = useState(false)
  const panel = useId()
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  useEffect(() => {
    if (!open) return
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
      document.removeEventListener('keydown', onKey)
    }
  }, [open])
  return (
    <div ref={root} className={`disclosure ${className}`}>
      <button
        ref={button}
        type="button"
        className="plain"
        aria-expanded={open}
        aria-controls={panel}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      <div id={panel} className={`panel panel-${side}`} hidden={!open}>
        {open && (typeof children === 'function' ? children(close) : children)}
      </div>
    </div>
  )
}
