import { createRoot } from 'react-dom/client'
import { App } from '../../../src/web/desk/App.tsx'
import { paint } from '../../../src/web/ui/theme.ts'
import '../../../src/web/ui/ui.css'
import '../../../src/web/ui/lists.css'
import '../../../src/web/ui/fields.css'
import '../../../src/web/desk/desk.css'
import { screens } from './screens.tsx'

paint(document.documentElement)
createRoot(document.body.appendChild(document.createElement('div'))).render(<App screens={screens} />)
