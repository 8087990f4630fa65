// SPDX-License-Identifier: MIT

import { PreloadContribution } from '@theia/core/lib/browser/preload/preloader';
import { ContainerModule } from '@theia/core/shared/inversify';
import { PresentSignInReturn } from './sign-in/return/returned-sign-in';
import { SignInReturnPreloadContribution } from './sign-in/return/sign-in-return-preload-contribution';

export default new ContainerModule(bind => {
    bind(PreloadContribution)
        .toDynamicValue(
            ({ container }) =>
                new SignInReturnPreloadContribution(returned => {
                    container.bind(PresentSignInReturn).toConstantValue(returned);
                })
        )
        .inSingletonScope();
});
