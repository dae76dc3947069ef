import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { splitHref } from '#web/ui/href.ts'

/** Leads elsewhere, once: the router's own Navigate goes again whenever it is drawn again. */
export function Redirect({ href }: { readonly href: string }) {
  const navigate = useNavigate()
  useEffect(() => {
    navigate({ ...splitHref(href), replace: true }).catch(() => undefined)
  }, [navigate, href])
  return null
}

/** To the sign-in page, which leads back here. While the router is on its way the address is already the next one. */
export function SignInFirst() {
  const { href } = useLocation()
  const [wanted] = useState(href)
  return <Redirect href={`/sign-in?${new URLSearchParams({ to: wanted })}`} />
}
