import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { readCurrentProject } from '../entities/projects/current-project.ts'
import { ConnectScreen } from '../features/connect/connect-screen.tsx'
import { ConnectionBanner } from '../features/frame/connection-state.tsx'
import { askHome } from '../features/home/home-queries.ts'
import type { Rpc } from '../rpc/client.ts'
import { RpcProvider, useConnection, useRpc } from '../rpc/context.tsx'
import { isAnswer } from '../rpc/failure.ts'
import { preferenceStore } from '../stores/preference-store.ts'
import { direction } from '../words/words.ts'
import { keepPlace, restorePlace } from './place.ts'
import { createAppRouter } from './router.tsx'
import { fetchRunPage } from './routes.tsx'

const triesAfterDrop = 4
/** By then the first screen stands, and nothing that it needs has to share the way. */
const afterFirstScreenMs = 1000

/** Answers are kept as asked for, and asked for again when an event says so. A refusal is an answer, not a reason to retry. */
const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (tries, error) => !isAnswer(error) && tries < triesAfterDrop,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

export function App({ rpc }: { rpc: Rpc }) {
  const [queries] = useState(createQueries)
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction}>
        <RpcProvider value={rpc}>
          <QueryClientProvider client={queries}>
            <Door />
          </QueryClientProvider>
        </RpcProvider>
      </DirectionProvider>
    </CSPProvider>
  )
}

/** Screens begin as the person left them, and so wait for what that was: one answer of the engine. */
function Door() {
  const { status } = useConnection()
  const isKnown = useStore(preferenceStore, (state) => state.isKnown)
  if (status === 'unauthorised') return <ConnectScreen />
  if (isKnown) return <House />
  return status === 'down' ? <ConnectionBanner /> : null
}

function House() {
  const rpc = useRpc()
  const queries = useQueryClient()
  const [router] = useState(() => openRouter(rpc, queries))
  useEffect(() => keepPlace(router), [router])
  useEffect(() => {
    const timer = setTimeout(fetchRunPage, afterFirstScreenMs)
    return () => clearTimeout(timer)
  }, [])
  return <RouterProvider router={router} />
}

function openRouter(rpc: Rpc, queries: QueryClient) {
  restorePlace()
  if (['', '#', '#/'].includes(location.hash)) askHome(rpc, queries, readCurrentProject())
  return createAppRouter()
}
