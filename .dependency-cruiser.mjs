/** Rooms from the top of the house to the ground: a room may call only those after it. Argue about it in an ADR. */
export const ORDER = [
  'acceptance',
  'report',
  'statistics',
  'risk',
  'finance',
  'subsidy',
  'asset',
  'project',
  'fund',
  'promotion',
  'training',
  'service',
  'logistics',
  'supply',
  'market',
  'brand',
  'inspection',
  'trace',
  'party',
  'notice',
  'governance',
  'plan',
  'attest',
  'export',
  'identity',
]

const looksDown = ORDER.slice(1).map((room, i) => ({
  name: `${room}-looks-down`,
  comment: `${room} may not call the rooms above it`,
  severity: 'error',
  from: { path: `^src/modules/${room}/` },
  to: { path: `^src/modules/(${ORDER.slice(0, i + 1).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...looksDown,
    {
      name: 'front-door',
      comment:
        'another room is entered by public.ts (server), contract/index.ts (words) or web/index.tsx (screens)',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: {
        path: '^src/modules/[^/]+/',
        pathNot: [
          '^src/modules/$1/',
          '^src/modules/[^/]+/(public\\.ts|contract/index\\.ts|web/index\\.tsx)$',
        ],
      },
    },
    {
      name: 'front-door-from-outside',
      comment: 'server, cli and web shell enter rooms by http.ts, public.ts, contract or web/index.tsx',
      severity: 'error',
      from: { path: '^src/(server|cli|web)/' },
      to: {
        path: '^src/modules/[^/]+/',
        pathNot: '^src/modules/[^/]+/(public\\.ts|http\\.ts|contract/index\\.ts|web/index\\.tsx)$',
      },
    },
    {
      name: 'kernel-is-ground',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/(platform|modules|server|cli|web)/' },
    },
    {
      name: 'platform-knows-no-room',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|server|cli|web)/' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/(domain|contract)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(platform|server|cli|web)/|^src/modules/[^/]+/(app|db|web)/|^src/modules/[^/]+/(http|public)\\.ts$',
      },
    },
    {
      name: 'web-sees-no-server',
      severity: 'error',
      from: { path: '^src/(web|modules/[^/]+/web)/' },
      to: {
        path: '^src/(platform|server|cli)/|^src/modules/[^/]+/(app|db)/|^src/modules/[^/]+/(http|public)\\.ts$',
      },
    },
    {
      name: 'db-is-the-rooms-own',
      comment: 'queries are called by app/, http.ts and public.ts of the same room',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/(web|contract|domain)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/modules/[^/]+/db/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(node:|virtual:)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(src|world)/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
}
