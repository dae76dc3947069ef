import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'

/** A page that could not be drawn, or whose code did not arrive. The frame around it stays. */
export function ErrorPage({ reset }: ErrorComponentProps) {
  const w = useWords(deskWords)
  return (
    <div role="alert">
      <EmptyState
        page
        title={w.broken}
        next={w.brokenNext}
        action={
          <Button type="primary" onClick={reset}>
            {w.retry}
          </Button>
        }
      />
    </div>
  )
}

export function NoSuchPage() {
  const w = useWords(deskWords)
  return <EmptyState page title={w.notFound} next={w.notFoundNext} action={<To href="/">{w.toHome}</To>} />
}
