// SPDX-License-Identifier: MIT

export { type BareCluster, withBareCluster } from './bare-cluster.js';
export { type LaunchedCloud, launchCloud, type LaunchOptions } from './launch-cloud.js';
export { type RunningCloud, runningCloud } from './data-folder/running-cloud.js';
export { freePort } from './postgres/free-port.js';
export { gitHubStandIn } from './stand-ins/github.js';
export { OAuthServer, type Person } from './stand-ins/oauth-server.js';
export { openIdStandIn } from './stand-ins/openid.js';
export { StartUpError } from './start-up-error.js';
export { type ReadyLine, readyLineSchema } from './ready-line.js';
