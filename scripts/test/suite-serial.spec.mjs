// SPDX-License-Identifier: MIT

import { describeOutcomes } from './suite-outcomes.mjs';

describeOutcomes('one after the other', []);
