"""What other frameworks, older versions of Keras and everyday speech call things.

Each row has the names here, the likeliest first, and then what else they are called, folded (see
`suggest.fold`) to lower case, letters and digits. The first that is valid in the place decides, so one name
may mean a layer in one place and an argument in another.
"""

from __future__ import annotations

_LAYERS = {
    "Dense": (
        "linear fullyconnected fc densely affine innerproduct mlplayer lazylinear denselayer "
        "timedistributeddense"
    ),
    "EinsumDense": "bilinear",
    "Conv2D": "conv convolution convolutional convlayer convolution2dlayer lazyconv2d",
    "Conv1D": "conv1 convolution1d conv1dlayer",
    "Conv3D": "conv3 convolution3d",
    "Conv2DTranspose": (
        "convtranspose convtranspose2d deconv deconv2d deconvolution2d transposedconv2d upconv "
        "conv2dtransposed"
    ),
    "Conv1DTranspose": "convtranspose1d deconv1d",
    "Conv3DTranspose": "convtranspose3d deconv3d",
    "DepthwiseConv2D": "depthwiseconv depthwiseconvolution2d dwconv",
    "SeparableConv2D": "separableconv sepconv sepconv2d xceptionconv",
    "MaxPooling2D": "maxpool maxpooling maxpool2d pool pooling pool2d",
    "MaxPooling1D": "maxpool1d",
    "MaxPooling3D": "maxpool3d",
    "AveragePooling2D": "avgpool avgpooling avgpool2d averagepool averagepooling meanpool meanpooling",
    "AveragePooling1D": "avgpool1d",
    "AveragePooling3D": "avgpool3d",
    "GlobalAveragePooling2D": (
        "adaptiveavgpool2d globalavgpool globalavgpooling globalavgpool2d globalpool globalaveragepool "
        "gap gap2d globalaveragepooling"
    ),
    "GlobalAveragePooling1D": "adaptiveavgpool1d globalavgpool1d gap1d",
    "GlobalMaxPooling2D": "adaptivemaxpool2d globalmaxpool globalmaxpool2d globalmaxpooling gmp",
    "GlobalMaxPooling1D": "adaptivemaxpool1d globalmaxpool1d",
    "GlobalAveragePooling3D": "adaptiveavgpool3d",
    "BatchNormalization": (
        "batchnorm bn batchnorm1d batchnorm2d batchnorm3d lazybatchnorm2d syncbatchnorm "
        "syncbatchnormalization batchnormalizationv1 batchnormlayer"
    ),
    "LayerNormalization": "layernorm ln",
    "GroupNormalization": "groupnorm gn instancenorm instancenorm2d instancenormalization",
    "RMSNormalization": "rmsnorm",
    "Normalization": "normalize normalizer standardize standardscaler featurenormalization",
    "Rescaling": "scale rescale",
    "SpatialDropout1D": "dropout1d spatialdropout",
    "SpatialDropout2D": "dropout2d featuredropout",
    "SpatialDropout3D": "dropout3d",
    "Dropout": "drop alphadropoutlayer",
    "GaussianNoise": "gaussnoise noise",
    "Flatten": "flattenlayer flat",
    "expand_dims": "unsqueeze",
    "matmul": "mm bmm",
    "reshape": "view",
    "transpose": "permute",
    "Reshape": "view unflatten reshapelayer squeeze unsqueeze expanddims",
    "Permute": "transpose swapaxes",
    "UpSampling2D": "upsample upsampling upsample2d interpolate upsamplingnearest2d",
    "UpSampling1D": "upsample1d",
    "UpSampling3D": "upsample3d",
    "ZeroPadding2D": "pad zeropad zeropad2d padding constantpad2d zeropadding",
    "ZeroPadding1D": "zeropad1d",
    "ZeroPadding3D": "zeropad3d",
    "Cropping2D": "crop cropping centercrop2d",
    "Embedding": "embed embeddings embeddingbag tokenembedding",
    "SimpleRNN": "rnn elmanrnn simplernnlayer basicrnn vanillarnn",
    "LSTM": "lstmlayer cudnnlstm longshorttermmemory fastlstm",
    "GRU": "grulayer cudnngru gatedrecurrentunit fastgru",
    "Bidirectional": "bilstm bigru birnn bidir",
    "Attention": "attentionlayer dotattention luongattention dotproductattention",
    "AdditiveAttention": "bahdanauattention",
    "MultiHeadAttention": (
        "selfattention mha multihead multiheadattn multiheadselfattention transformerattention"
    ),
    "GroupedQueryAttention": "gqa groupedqueryattn",
    "Concatenate concatenate": "concat cat merge join mergeconcat stackconcat",
    "Add": "sum plus residual skip shortcut addition eltwise",
    "Multiply": "mul product times multiplication",
    "Average": "avg mean",
    "Subtract": "minus difference sub",
    "Maximum": "max",
    "Minimum": "min",
    "min": "minimum minimize lower",
    "max": "maximum maximize higher",
    "Dot": "dotproduct matmul innerprod cosinesimilaritylayer",
    "Input": "inputlayer inputs placeholder inputtensor",
    "RepeatVector": "repeat tile",
    "Identity": "id noop passthrough",
    "Lambda": "func function fn",
    "Activation": "nonlinearity swishlayer silulayer",
    "TextVectorization": "tokenizer textvectorizer vectorize",
    "CategoryEncoding": "onehot onehotencoding",
    "StringLookup": "vocabulary lookup stringindex labelencoder",
    "Discretization": "bucketize bins quantize",
    "Hashing": "hash featurehash",
    "RandomFlip": "flip randomhorizontalflip horizontalflip",
    "RandomRotation": "rotate rotation",
    "RandomZoom": "zoom",
    "RandomTranslation": "shift translate",
    "RandomCrop": "cropimage randomcropping",
    "Resizing": "resize",
    "TimeDistributed": "wrapper timedist pertimestep",
    "SpectralNormalization": "spectralnorm",
    "Sequential": "sequence seq modulelist",
    "Functional": "graph network",
}

_ACTIVATIONS = {
    "relu ReLU": "rectifier rectified relulayer",
    "relu6 ReLU": "relu6",
    "leaky_relu LeakyReLU": "lrelu leaky leakyrectify",
    "PReLU": "prelulayer parametricrelu",
    "silu swish": "swish silu sil",
    "gelu": "gelunew geluapprox",
    "sigmoid": "sigm logistic",
    "hard_sigmoid": "hardsigm",
    "hard_silu": "hardswish hswish",
    "softmax Softmax": "softmaxlayer softmx",
    "log_softmax": "logsoftmaxlayer",
    "linear": "identity none id nothing",
    "tanh": "tanhyperbolic hyperbolictangent htan",
    "elu ELU": "eluactivation",
}

_ARGUMENTS = {
    "learning_rate initial_learning_rate rate negative_slope": (
        "lr learnrate rate eta stepsize alpha baselr initiallr"
    ),
    "units output_dim filters dim": (
        "outfeatures outputdim numunits size neurons nodes hiddensize dim hiddenunits nunits hidden "
        "hiddendim features"
    ),
    "filters": "outchannels nbfilter nfilters numfilters channels kernels numoutput nfilter",
    "input_dim max_tokens vocabulary": (
        "infeatures inputdims inputsize numembeddings vocabsize vocabularysize ntokens numtokens vocab"
    ),
    "output_dim key_dim": "embeddingdim embeddim embedsize embeddingsize dmodel",
    "input_shape shape": "inchannels inputchannels",
    "shape": "inputshape dims",
    "kernel_size pool_size": (
        "kernelsizes filtersize ksize kernel receptivefield nbrow nbcol window filterlength windowsize"
    ),
    "pool_size kernel_size": "poolsize poolingsize poollength",
    "strides stride": "stride subsample subsamplelength step",
    "dilation_rate": "dilation dilations dilationrates atrousrate",
    "padding": "bordermode pad",
    "data_format": "dimordering dataformats channelorder",
    "use_bias": "bias hasbias biased",
    "activation": "act nonlinearity activationfn activationfunction fn func",
    "kernel_initializer embeddings_initializer": (
        "init kernelinit weightinit weightsinitializer winit weightinitializer initializer"
    ),
    "bias_initializer": "biasinit",
    "recurrent_initializer": "recurrentinit innerinit",
    "recurrent_activation": "inneractivation recurrentact",
    "kernel_regularizer embeddings_regularizer": (
        "wregularizer kernelreg weightregularizer regularizer l2reg"
    ),
    "bias_regularizer": "bregularizer",
    "kernel_constraint": "wconstraint",
    "bias_constraint": "bconstraint",
    "recurrent_regularizer": "uregularizer",
    "rate dropout": "p prob probability droprate dropoutrate keepprob dropprob dropout ratio percent",
    "recurrent_dropout": "recurrentdropoutrate dropoutu",
    "dropout": "dropoutw",
    "stddev scale": "sigma std stdev scale",
    "mean": "loc mu",
    "return_sequences": "returnsequence returnseq sequences",
    "return_state": "returnstates",
    "go_backwards": "reversed backward",
    "time_major": "batchfirst",
    "num_heads": "nheads heads nhead numhead attentionheads numattentionheads",
    "key_dim": "headdim headsize dk keysize dhead",
    "value_dim": "dv",
    "num_key_value_heads": "kvheads numkvheads",
    "epsilon": "eps fuzz",
    "momentum": "mom",
    "axis": "dim axis1 axes concataxis",
    "negative_slope alpha": "negativeslope slope leak leakiness",
    "groups": "numgroups",
    "beta_1": "beta1 b1 betas",
    "beta_2": "beta2 b2",
    "weight_decay": "weightdecayrate wd l2penalty",
    "clipnorm global_clipnorm": "gradientclip clip maxgradnorm clippingnorm maxnorm gradclip",
    "clipvalue": "gradclipvalue",
    "decay_steps": "tmax maxsteps totalsteps numsteps",
    "decay_rate factor gamma": "gamma factor decayfactor",
    "learning_rate": "scheduler schedule lrscheduler lrschedule",
    "monitor": "monitored metric watch quantity",
    "patience": "wait",
    "min_delta threshold": "delta epsilon threshold",
    "restore_best_weights": "restorebest restorebestweight",
    "save_best_only keep_best": "savebest bestonly savebestmodelonly",
    "filepath path": "filename file path checkpointpath",
    "log_dir path directory": "directory dir folder logs logpath",
    "every_epochs save_freq": "period everynepochs every",
    "max_tokens": "maxtokencount maxvalues numwords",
    "output_sequence_length sequence_length input_length": (
        "maxlen length seqlen sequencelength maxlength inputlength"
    ),
    "from_logits": "logits",
    "label_smoothing": "smoothing",
    "num_classes": "numclass nclasses classes",
    "k": "topk",
    "name": "label id",
    "trainable": "freeze frozen requiresgrad",
    "dtype": "type precision",
    "seed": "randomstate randomseed rng",
    "target label_mode": "target targets y labels ycolumn label",
    "features columns": "columns x xcolumns inputcolumns",
    "path": "csv file filename filepath source",
    "separator delimiter": "separator delimiter sep delim",
    "repeat": "replicas repetitions times count n",
    "from": "input inboundnodes parents source after inputfrom",
    "reuse": "sharedwith share sameas",
    "when": "if enabled condition",
    "for_each": "foreach loop",
}

_DOCUMENT = {
    "epochs": "nbepoch nepochs numepochs epoch maxepochs numtrainepochs",
    "batch_size": "batch bs minibatch minibatchsize nbatch trainbatchsize",
    "steps_per_epoch": "samplesperepoch stepperepoch",
    "validation_steps": "nbvalsamples valsteps",
    "validation_freq": "validationfreq valfreq",
    "validation validation_split": (
        "validationsplit valsplit val valid validationdata dev evaluation valdata"
    ),
    "test": "testdata holdout",
    "train data": "traindata training dataset",
    "data": "datasets input",
    "optimizer": "optim optimiser solver optimizers",
    "loss": "criterion objective cost lossfunction lossfn losses",
    "metrics": "measures metrics1 scores metric",
    "weighted_metrics": "weightedmetric",
    "loss_weights": "lossweight",
    "run_eagerly": "eager",
    "jit_compile": "xla jit",
    "steps_per_execution": "stepsperexec",
    "callbacks": "hooks callback",
    "fit": "training trainer trainingargs",
    "model": "network net architecture",
    "style": "kind type api",
    "layers": "modules layer",
    "inputs": "input",
    "outputs": "output",
    "call": "forward body program",
    "params": "variables vars parameters hyperparameters hparams config param",
    "blocks": "block modules components",
    "name": "title",
    "description": "descr doc docs comment",
    "kbuild": "version format",
    "phases": "stages",
    "seed": "randomseed",
    "include": "import extends base defaults",
}

_LOSSES_AND_METRICS = {
    "sparse_categorical_crossentropy SparseCategoricalCrossentropy": (
        "crossentropy crossentropyloss ce softmaxcrossentropy sparsecrossentropy nll nllloss"
    ),
    "categorical_crossentropy CategoricalCrossentropy": "crossentropyonehot categoricalce cce",
    "binary_crossentropy BinaryCrossentropy": "bce bceloss logloss binaryce binarycrossentropyloss",
    "BinaryCrossentropy binary_crossentropy": "bcewithlogits bcewithlogitsloss sigmoidcrossentropy",
    "mean_squared_error mse MeanSquaredError": (
        "mse mseloss l2 l2loss squarederror meansquareerror quadratic"
    ),
    "mean_absolute_error mae MeanAbsoluteError": "mae maeloss l1 l1loss absoluteerror meanabsolute",
    "huber Huber": "smoothl1 smoothl1loss huberloss",
    "kl_divergence KLDivergence": "kl kld kldiv kldivloss kldivergence",
    "hinge Hinge": "hingeloss svm",
    "cosine_similarity CosineSimilarity": "cosine cosineembeddingloss cosineproximity",
    "ctc CTC": "ctcloss",
    "poisson Poisson": "poissonnll poissonnllloss",
    "accuracy Accuracy": "acc accuracyscore",
    "F1Score": "f1 fscore f1score fmeasure",
    "AUC": "rocauc aucroc auroc auc",
    "Precision": "prec",
    "Recall": "rec sensitivity",
    "IoU MeanIoU": "iou jaccard",
    "root_mean_squared_error RootMeanSquaredError": "rmse",
    "R2Score": "r2 r2score",
    "TopKCategoricalAccuracy SparseTopKCategoricalAccuracy": "topkaccuracy top5",
    "mean_absolute_percentage_error mape MeanAbsolutePercentageError": "mape",
    "dice Dice": "dice diceloss",
    "tversky Tversky": "tverskyloss",
    "BinaryFocalCrossentropy CategoricalFocalCrossentropy": "focal focalloss",
    "sparse_categorical_crossentropy": "perplexity",
}

_TRAINING_TYPES = {
    "Adam adam": "adamoptimizer adamax1 adm",
    "AdamW adamw": "adamw1 adamweightdecay",
    "SGD sgd": "momentumoptimizer gd gradientdescent stochasticgradientdescent nesterov",
    "RMSprop rmsprop": "rmspropoptimizer rms",
    "Adagrad adagrad": "adagradoptimizer",
    "Adadelta adadelta": "adadeltaoptimizer",
    "CosineDecay": "cosineannealinglr cosineannealing cosine cosineschedule cosinedecayschedule",
    "CosineDecayRestarts": "cosineannealingwarmrestarts sgdr",
    "ExponentialDecay": "exponentiallr exponential expdecay steplr",
    "PiecewiseConstantDecay": "multisteplr piecewise piecewiseconstant",
    "PolynomialDecay": "linearlr polynomiallr polynomial lineardecay",
    "ReduceLROnPlateau": "reducelr plateau reducelronplateaux",
    "EarlyStopping": "earlystop stopping",
    "Checkpoint ModelCheckpoint": "modelcheckpoint checkpointing savemodel saver checkpoints",
    "TensorBoard": "tensorboardlogger tb tensorboardcallback",
    "CSVLogger": "csvlog",
    "TerminateOnNaN": "nanstop terminatenan",
    "LearningRateScheduler": "lrschedulercallback",
    "phases": "gradualunfreezing",
    "glorot_uniform GlorotUniform": "xavier xavieruniform glorot",
    "glorot_normal GlorotNormal": "xaviernormal",
    "he_normal HeNormal": "kaiming kaimingnormal he msra msrainitializer",
    "he_uniform HeUniform": "kaiminguniform",
    "lecun_normal LecunNormal": "lecun",
    "random_normal RandomNormal": "normal gaussian gaussianinitializer randnormal",
    "random_uniform RandomUniform": "uniform randuniform",
    "truncated_normal TruncatedNormal": "truncnormal",
    "zeros Zeros": "zero",
    "ones Ones": "one",
    "constant Constant": "const",
    "orthogonal Orthogonal": "orthogonalinitializer",
    "identity IdentityInitializer": "eye",
    "l2 L2": "weightdecay ridge",
    "l1 L1": "lasso",
    "l1_l2 L1L2": "elasticnet l1andl2",
    "MaxNorm max_norm": "maxnormconstraint",
    "NonNeg non_neg": "nonnegative positive",
    "mixed_float16 float16": "fp16 half amp mixed autocast",
    "mixed_bfloat16 bfloat16": "bf16",
    "float32": "fp32 single",
    "int64": "long",
    "int32": "int",
    "bool": "boolean",
    "Csv Parquet": "pandas dataframe table",
    "Images": "imagefolder imagedirectory imagedatasetfromdirectory imagedatagenerator",
    "Npz": "numpy npy arrays",
    "TfRecord": "tfrecords",
    "TimeSeries": "timeseriesgenerator",
    "KerasDataset": "torchvision tfds mnist cifar10",
    "Toy": "sklearn sample",
    "ResNet50": "resnet resnet18 resnet34",
    "VGG16": "vgg",
    "MobileNetV2 MobileNet": "mobilenet",
    "EfficientNetB0": "efficientnet",
    "InceptionV3": "inception",
    "DenseNet121": "densenet",
}


def _table(*groups: dict[str, str]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for meanings, names in group.items():
            for name in names.split():
                table[name] = (*table.get(name, ()), *meanings.split())
    return table


ALIASES = _table(_LAYERS, _ACTIVATIONS, _ARGUMENTS, _DOCUMENT, _LOSSES_AND_METRICS, _TRAINING_TYPES)
"""Folded foreign names, each with its meanings here in the order in which they are tried."""
