// SPDX-License-Identifier: MIT

export { describeLaunchedAuth, type LaunchedServer } from '@sanyam/local-cloud/lib/test/describe-auth.js';
