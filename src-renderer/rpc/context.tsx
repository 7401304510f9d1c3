import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { present } from '#shared/assert.ts'
import type { Rpc } from './client.ts'
import type { ConnectionState } from './connection.ts'

const RpcContext = createContext<Rpc | null>(null)

export const RpcProvider = RpcContext.Provider

export const useRpc = (): Rpc => present(useContext(RpcContext), 'the RPC provider')

export const useConnection = (): ConnectionState => useStore(useRpc().connection.state)
