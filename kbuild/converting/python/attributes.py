"""The attributes that a Keras model has already, which no layer of a class may be."""

TAKEN = frozenset(
    (
        "activity_regularizer add add_loss add_metric add_variable add_weight autocast build "
        "build_from_config built call call_signature_parameters compile compile_from_config compiled "
        "compiled_loss compiled_metrics compute_dtype compute_loss compute_mask compute_metrics "
        "compute_output_shape compute_output_spec count_params distribute_reduction_method "
        "distribute_strategy dtype dtype_policy evaluate export fit from_config get_build_config "
        "get_compile_config get_config get_layer get_metrics_result get_quantization_layer_structure "
        "get_state_tree get_weights input input_dtype input_shape input_spec inputs jit_compile layers "
        "load_own_variables load_weights loss losses make_predict_function make_test_function "
        "make_train_function metrics metrics_names metrics_variables name non_trainable_variables "
        "non_trainable_weights output output_shape outputs path pop predict predict_function "
        "predict_on_batch predict_step quantization_mode quantize quantized_build quantized_call "
        "rematerialized_call reset_metrics run_eagerly save save_own_variables save_weights "
        "set_state_tree set_weights stateless_call stateless_compute_loss steps_per_execution summary "
        "supports_jit supports_masking symbolic_call test_function test_on_batch test_step to_json "
        "train_function train_on_batch train_step trainable trainable_variables trainable_weights "
        "unrolled_steps_per_execution variable_dtype variables weights "
    ).split()
)
