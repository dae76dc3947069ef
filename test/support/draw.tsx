import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import { cleanup, type RenderResult, render } from '@testing-library/react'
import { ConfigProvider } from 'antd'
import type { ReactElement } from 'react'
import { themeOf } from '../../src/web/ui/theme.ts'

/** Draws a piece of the kit as the desk would, without motion. The page is emptied first. */
export function draw(piece: ReactElement): RenderResult {
  cleanup()
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } })
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  return render(
    <ConfigProvider theme={themeOf({ touch: false, still: true })} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <RouterContextProvider router={router}>{piece}</RouterContextProvider>
      </QueryClientProvider>
    </ConfigProvider>,
  )
}

/** How wide the reader's window is, in px. */
export const setWidth = (width: number): void => Reflect.get(window, 'happyDOM').setViewport({ width })

type Reply = { readonly status?: number; readonly body: unknown }

/** Answers fetch in the page; what was asked is collected. A reply that is an Error breaks the connection. */
export function answerFetch(reply: (url: URL, options: RequestInit) => Reply | Error) {
  const asked: { readonly url: URL; readonly key: string | null }[] = []
  const online = globalThis.fetch
  globalThis.fetch = async (input, options = {}) => {
    const url = new URL(String(input), 'http://desk')
    asked.push({ url, key: new Headers(options.headers).get('idempotency-key') })
    const found = reply(url, options)
    if (found instanceof Error) throw found
    return new Response(JSON.stringify(found.body), { status: found.status ?? 200 })
  }
  return {
    asked,
    [Symbol.dispose]: () => {
      globalThis.fetch = online
    },
  }
}

export const refusing = (status: number, ...errors: object[]): Reply => ({ status, body: { errors } })
