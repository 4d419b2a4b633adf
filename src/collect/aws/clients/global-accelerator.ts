import {
  GlobalAcceleratorClient,
  ListAcceleratorsCommand,
  ListCustomRoutingAcceleratorsCommand,
  ListEndpointGroupsCommand,
  ListListenersCommand,
} from '@aws-sdk/client-global-accelerator';
import type { Service } from './service.ts';

export const service: Service = {
  Client: GlobalAcceleratorClient,
  // Its API answers there only, wherever the endpoints are. Global Accelerator API Reference, "Welcome".
  region: 'us-west-2',
  commands: {
    ListAccelerators: ListAcceleratorsCommand,
    ListCustomRoutingAccelerators: ListCustomRoutingAcceleratorsCommand,
    ListEndpointGroups: ListEndpointGroupsCommand,
    ListListeners: ListListenersCommand,
  },
};
