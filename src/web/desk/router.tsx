import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
} from '@tanstack/react-router'
import { Waiting } from '#web/ui/Loaded.tsx'
import { BareFrame } from './BareFrame.tsx'
import { ErrorPage, NoSuchPage } from './ErrorPage.tsx'
import { Frame } from './Frame.tsx'
import { HomePage, TownPage } from './HomePage.tsx'
import { OpenFrame } from './OpenFrame.tsx'
import type { Screen } from './screen.ts'

const root = createRootRoute({ component: Outlet })
const bare = createRoute({ getParentRoute: () => root, id: 'bare', component: BareFrame })
const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Frame })
const open = createRoute({ getParentRoute: () => root, id: 'open', component: OpenFrame })

/** Navigation does not move the focus by itself: readers of the screen would stay on the old page's link. */
const focusPage = (): void => {
  const heading = document.querySelector<HTMLElement>('main h1[tabindex]')
  const target = heading ?? document.querySelector<HTMLElement>('main')
  target?.focus({ preventScroll: true })
}

/** The desk's addresses: two homes of the shell's own, and a lazy page for every screen of the rooms. */
export function openRouter(screens: readonly Screen[], history?: RouterHistory) {
  const pageOf = (screen: Screen) =>
    createRoute({
      getParentRoute: () => (screen.bare ? bare : screen.open ? open : desk),
      path: screen.path,
      component: lazyRouteComponent(screen.load, 'Page'),
    })
  const router = createRouter({
    routeTree: root.addChildren([
      bare.addChildren(screens.filter((s) => s.bare).map(pageOf)),
      open.addChildren(screens.filter((s) => s.open).map(pageOf)),
      desk.addChildren([
        createRoute({ getParentRoute: () => desk, path: '/', component: HomePage }),
        createRoute({ getParentRoute: () => desk, path: '/e/$etown', component: TownPage }),
        ...screens.filter((s) => !s.open && !s.bare).map(pageOf),
      ]),
    ]),
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NoSuchPage,
    scrollRestoration: true,
    // Search values stay text: a filter `2026` or `true` is what the person typed.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
      return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`
    },
    ...(history === undefined ? {} : { history }),
  })
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged) focusPage()
  })
  return router
}
