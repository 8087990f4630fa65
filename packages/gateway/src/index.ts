// SPDX-License-Identifier: MIT

export * from './configuration/gateway-configuration';
export * from './observability/log';
export * from './start-gateway';
