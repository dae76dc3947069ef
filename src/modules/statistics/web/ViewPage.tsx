import { readView } from '#contract/statistics'
import { useParam, useTown } from '#web/desk/place.ts'
import { Redirect } from '#web/desk/Redirect.tsx'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { viewHref } from './view-address.ts'

/** A saved view's link: leads to the page it keeps, in the eyes of whoever opens it. */
export function Page() {
  const { slug } = useTown()
  const view = useRead(readView, { etown: slug, params: { view: useParam('view') } })
  return <Loaded query={view}>{(found) => <Redirect href={viewHref(slug, found)} />}</Loaded>
}
