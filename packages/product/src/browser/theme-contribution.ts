// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser';
import { inject, injectable } from '@theia/core/shared/inversify';
import { MonacoThemingService } from '@theia/monaco/lib/browser/monaco-theming-service';
import { THEMES } from '../common/themes';

/** Registers the light and the dark theme before the first paint. */
@injectable()
export class ThemeContribution implements FrontendApplicationContribution {
    @inject(MonacoThemingService)
    protected readonly themingService: MonacoThemingService;

    initialize(): void {
        for (const { id, label, uiTheme, json } of THEMES) {
            this.themingService.registerParsedTheme({ id, label, uiTheme, json });
        }
    }
}
