import { Outlet } from '@tanstack/react-router'
import { useTitle } from './place.ts'

/** Around a page that is drawn alone: no header, no menu, nobody need be signed in to open it. */
export function BareFrame() {
  useTitle()
  return <Outlet />
}
