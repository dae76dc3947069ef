import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type RouterHistory, RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useEffect, useState } from 'react'
import { Unanswered } from '#web/problem.ts'
import { noticeSignedOut } from '#web/signed-out.ts'
import { useNarrow, useReducedMotion } from '#web/ui/media.ts'
import { themeOf } from '#web/ui/theme.ts'
import { useLanguage } from '#web/ui/words.ts'
import { openRouter } from './router.tsx'
import { type Screen, ScreensContext } from './screen.ts'

function openQueries(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => void noticeSignedOut(client, error).catch(() => undefined),
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What browsers say about being online is often wrong; a question is simply asked.
        networkMode: 'always',
        retry: (count, error) => error instanceof Unanswered && count < 2,
      },
    },
  })
  return client
}

type Props = {
  readonly screens: readonly Screen[]
  /** For tests. */
  readonly history?: RouterHistory
}

/** The whole desk, with these pages. */
export function App({ screens, history }: Props) {
  const [queries] = useState(openQueries)
  const [router] = useState(() => openRouter(screens, history))
  const [language] = useLanguage()
  const touch = useNarrow()
  const still = useReducedMotion()
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  return (
    <ConfigProvider
      theme={themeOf({ touch, still })}
      button={{ autoInsertSpace: false }}
      {...(language === 'zh' ? { locale: zhCN } : {})}
    >
      <QueryClientProvider client={queries}>
        <ScreensContext value={screens}>
          <RouterProvider router={router} />
        </ScreensContext>
      </QueryClientProvider>
    </ConfigProvider>
  )
}
