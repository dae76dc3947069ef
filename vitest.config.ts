import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/dist/**', '**/var/**']
/** Real databases, processes and browsers; the pool is small so that a two-core machine still answers in time. */
const slow = { testTimeout: 120_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'world/**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts'],
          // Property tests of a second take six where other work goes on beside them.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'web',
          include: ['src/**/*.test.tsx'],
          exclude,
          environment: 'happy-dom',
          setupFiles: ['test/support/let-timers-end.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['{src,world,test}/**/*.db.test.ts'],
          exclude,
          globalSetup: ['test/support/cluster.ts'],
          maxWorkers: 2,
          ...slow,
        },
      },
      {
        test: {
          name: 'house',
          include: ['test/house/**/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts'],
          ...slow,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude,
          globalSetup: ['test/support/cluster.ts'],
          maxWorkers: 1,
          ...slow,
        },
      },
    ],
  },
})
