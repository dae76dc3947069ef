import { afterAll } from 'vitest'

/** antd ends its animations by timers that touch the page: they must have run before the page is taken away. */
afterAll(() => new Promise((resolve) => setTimeout(resolve, 100)))
