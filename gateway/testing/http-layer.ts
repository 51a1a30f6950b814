import { defaultHttpLayer, type HttpLayerName, httpLayerNames } from '../http-layers.ts';

/** The layer that this run of the suite is about: each behaviour holds on both (`vitest.config.ts`). */
export const layerUnderTest: HttpLayerName =
  httpLayerNames.find(name => name === process.env.GATEWAY_HTTP) ?? defaultHttpLayer;
