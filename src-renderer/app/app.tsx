import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { createHashHistory, createRouter, RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { useStore } from 'zustand'
import { direction } from '#shared/words/words.ts'
import { readCurrentProject } from '../entities/projects/current-project.ts'
import { ConnectScreen } from '../features/connect/connect-screen.tsx'
import { ConnectionBanner } from '../features/frame/connection-state.tsx'
import { askHome } from '../features/home/home-queries.ts'
import type { Rpc } from '../rpc/client.ts'
import { RpcProvider, useConnection, useRpc } from '../rpc/context.tsx'
import { readPreference } from '../stores/preference.ts'
import { preferenceStore, setPreference } from '../stores/preference-store.ts'
import { readStartChoice } from '../stores/start-choice.ts'
import { BrokenPart } from '../ui/broken-part.tsx'
import { fetchRunPage, routes } from './routes.tsx'

/** Milliseconds until the run page is prefetched. By then the first screen has loaded and needs no bandwidth. */
const afterFirstScreenMs = 1000

export function App({ rpc }: { rpc: Rpc }) {
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction}>
        <RpcProvider value={rpc}>
          <QueryClientProvider client={rpc.queries}>
            <Door />
          </QueryClientProvider>
        </RpcProvider>
      </DirectionProvider>
    </CSPProvider>
  )
}

/** Screens restore their last state, so rendering waits for the preferences, a single response of the engine. */
function Door() {
  const { status } = useConnection()
  const isKnown = useStore(preferenceStore, (state) => state.isKnown)
  if (status === 'unauthorised') return <ConnectScreen />
  if (isKnown) return <House />
  return status === 'down' ? <ConnectionBanner /> : null
}

function House() {
  const rpc = useRpc()
  const [router] = useState(() => openRouter(rpc))
  useEffect(() => keepPlace(router), [router])
  useEffect(() => {
    const timer = setTimeout(fetchRunPage, afterFirstScreenMs)
    return () => clearTimeout(timer)
  }, [])
  return <RouterProvider router={router} />
}

function openRouter(rpc: Rpc) {
  restorePlace()
  if (['', '#', '#/'].includes(location.hash)) askHome(rpc, readCurrentProject())
  return createAppRouter()
}

const name = 'window.place'
const placeSchema = z.string().startsWith('/').max(2000)

/** A window opened without an address restores the address of the last window. */
function restorePlace(): void {
  if (location.hash !== '' && location.hash !== '#') return
  if (readStartChoice() === 'home') return
  const place = readPreference(name, placeSchema)
  if (place !== null) history.replaceState(null, '', `#${place}`)
}

/** Stores the address of the window until the returned function is called. */
function keepPlace(router: ReturnType<typeof createAppRouter>): () => void {
  const keep = () => setPreference(name, router.state.location.href)
  return router.subscribe('onResolved', keep)
}

function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

/** Addresses are in the URL fragment, so app:// and http:// serve the same page. */
const createAppRouter = () =>
  createRouter({
    routeTree: routes,
    history: createHashHistory(),
    // Parse values as plain text, so that the task `1.10` does not become a number.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: writeSearch,
    defaultErrorComponent: ({ error, reset }) => <BrokenPart error={error} onAgain={reset} />,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
