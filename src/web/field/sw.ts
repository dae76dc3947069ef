/**
 * 离线外壳 Keeps the app's own files for when there is no network: its page, scripts, styles, icons. Nothing that was
 * asked of /api passes through here or stays here.
 */
type Waits = Event & { waitUntil(promise: Promise<unknown>): void }
type Asks = Waits & { readonly request: Request; respondWith(answer: Promise<Response>): void }

// A worker has these instead of a window's.
declare const addEventListener: <E>(name: string, act: (event: E) => void) => void
declare const skipWaiting: () => Promise<void>
declare const clients: { claim(): Promise<void> }

const SHELF = 'ezhen-field-__SHELF__'
const FILES: readonly string[] = JSON.parse('__FILES__')
const PAGE = '/field/'

async function fill(): Promise<void> {
  const shelf = await caches.open(SHELF)
  // Past the browser's own cache: an old page with new scripts would be neither.
  await shelf.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))
  await skipWaiting()
}

async function clear(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('ezhen-field-') && name !== SHELF)
  await Promise.all(old.map((name) => caches.delete(name)))
  await clients.claim()
}

async function give(request: Request): Promise<Response> {
  const shelf = await caches.open(SHELF)
  const kept = await shelf.match(request.mode === 'navigate' ? PAGE : request, { ignoreSearch: true })
  return kept ?? fetch(request)
}

addEventListener<Waits>('install', (event) => event.waitUntil(fill()))
addEventListener<Waits>('activate', (event) => event.waitUntil(clear()))
addEventListener<Asks>('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method === 'GET' && origin === location.origin && pathname.startsWith(PAGE))
    event.respondWith(give(request))
})

export {}
