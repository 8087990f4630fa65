// SPDX-License-Identifier: MIT

export * from './database-feature-gate';
export * from './license-validator';
