import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { ConnectScreen } from '../features/connect/connect-screen.tsx'
import type { Rpc } from '../rpc/client.ts'
import { RpcProvider, useConnection } from '../rpc/context.tsx'
import { isAnswer } from '../rpc/failure.ts'
import { ThemeProvider, type ThemeStore } from '../theme/theme-store.tsx'
import { createAppRouter } from './router.tsx'

const triesAfterDrop = 4

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

export function App({ rpc, theme }: { rpc: Rpc; theme: ThemeStore }) {
  const [queries] = useState(createQueries)
  return (
    <CSPProvider disableStyleElements>
      <ThemeProvider value={theme}>
        <RpcProvider value={rpc}>
          <QueryClientProvider client={queries}>
            <Door />
          </QueryClientProvider>
        </RpcProvider>
      </ThemeProvider>
    </CSPProvider>
  )
}

function Door() {
  const [router] = useState(createAppRouter)
  const { status } = useConnection()
  return status === 'unauthorised' ? <ConnectScreen /> : <RouterProvider router={router} />
}
