// SPDX-License-Identifier: MIT

export { type ReadyLine, readyLineSchema } from './ready-line.js';
