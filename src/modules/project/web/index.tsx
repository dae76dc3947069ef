import { FieldTimeOutlined, ProjectOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of the projects. */
export const projectScreens: readonly Screen[] = [
  {
    path: '/e/$etown/projects',
    title: { zh: '项目', en: 'Projects' },
    group: 'money',
    icon: ProjectOutlined,
    may: 'project.read',
    menu: true,
    next: {
      zh: '看每个项目到了哪一步、付了多少、下一步归谁',
      en: 'See where each project stands, and whose turn it is',
    },
    load: () => import('./ProjectsPage.tsx'),
  },
  {
    path: '/e/$etown/projects/new',
    title: { zh: '立项', en: 'Start a project' },
    may: 'project.draft',
    load: () => import('./StartPage.tsx'),
  },
  {
    path: '/e/$etown/projects/$project',
    title: { zh: '项目详情', en: 'Project' },
    may: 'project.read',
    load: () => import('./ProjectPage.tsx'),
  },
  {
    path: '/e/$etown/statutory-clocks',
    title: { zh: '法定期限', en: 'Statutory clocks' },
    group: 'money',
    icon: FieldTimeOutlined,
    may: 'project.read',
    menu: true,
    load: () => import('./ClocksPage.tsx'),
  },
]
